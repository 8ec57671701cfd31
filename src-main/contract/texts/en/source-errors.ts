import type { ErrorText } from "../error-text.ts";

/** English sentences for everything that can go wrong on Tally's side. */
export const sourceErrors = {
  SOURCE_NOT_RUNNING: {
    title: "Tally is not running",
    happened: "Nothing answers[ at {url}].",
    meaning: "The database keeps what it has.",
    action:
      "Start Tally. If it is running, turn its port on: F1 (Help) > Settings > Connectivity > Client/Server configuration, “TallyPrime acts as: Both”, port 9000.",
  },
  SOURCE_HOST_NOT_FOUND: {
    title: "The Tally computer was not found",
    happened: "No computer[ named {host}] was found[ for {url}].",
    meaning: "The database keeps what it has.",
    action: "Check the name after --tally, and that the other PC is on and in the same network.",
  },
  SOURCE_NOT_TALLY: {
    title: "Another program is on this port",
    happened: "Something answers[ at {url}], but it is not Tally[: {message}].",
    meaning: "Nothing was read from it.",
    action: "Look up Tally's port under F1 (Help) > Settings > Connectivity, and give it with --tally.",
  },
  SOURCE_TIMEOUT: {
    title: "Tally does not answer",
    happened: "Tally did not answer[ within {seconds} seconds].",
    meaning: "The database keeps what it has. Nothing is half done.",
    action: "Look at Tally's screen: close any message that waits there, or let it finish its work.",
  },
  SOURCE_CONNECTION_LOST: {
    title: "Tally hung up",
    happened: "The connection to Tally ended in the middle of an answer.",
    meaning: "This answer was thrown away. The database keeps what it has.",
    action: "Look whether Tally is still open. The next run tries again.",
  },
  SOURCE_HTTP_STATUS: {
    title: "Tally's port answered with an error",
    happened: "The port answered with an error[ {status}][ at {url}]. Tally itself always answers 200.",
    meaning: "Nothing was read.",
    action: "Check that --tally names Tally's own port and no other web server or proxy.",
  },
  SOURCE_EMPTY_ANSWER: {
    title: "Tally sent an empty answer",
    happened: "Tally sent nothing where books were expected.",
    meaning: "Silence is not taken for deletion. The database keeps what it has.",
    action: "Look at Tally's screen for an error message and close it. The next run tries again.",
  },
  SOURCE_CUT_ANSWER: {
    title: "The answer was cut off",
    happened: "Tally's answer ended before it was complete.",
    meaning: "This answer was thrown away. The database keeps what it has.",
    action: "Nothing to do. The next run tries again. If it stays, restart Tally.",
  },
  SOURCE_UNREADABLE_ANSWER: {
    title: "Tally's answer cannot be read",
    happened: "Tally's answer is not in the form Tally writes[: {message}].",
    meaning: "This answer was thrown away. The database keeps what it has.",
    action: "Try again. If it stays, run with --verbose and report what it prints.",
  },
  SOURCE_UNKNOWN_REQUEST: {
    title: "Tally did not understand the request",
    happened: "Tally said “Unknown Request, cannot be processed”.",
    meaning: "Nothing was read. The database keeps what it has.",
    action:
      "Check that this is TallyPrime or Tally.ERP 9. If it is, report its release and what --verbose prints.",
  },
  SOURCE_LINE_ERROR: {
    title: "Tally refused the request",
    happened: "Tally refused to answer[: {message}].",
    meaning: "Nothing was read. The database keeps what it has.",
    action: "Check that the company is open in Tally. The next run tries again.",
  },
  SOURCE_STATUS_ZERO: {
    title: "Tally said no",
    happened: "Tally marked its answer as failed[: {message}].",
    meaning: "Nothing was read. The database keeps what it has.",
    action: "Check that the company is open in Tally. The next run tries again.",
  },
  SOURCE_ERROR_MESSAGE: {
    title: "Tally reported an error",
    happened: "Tally refused to answer[: {message}].",
    meaning: "Nothing was read. The database keeps what it has.",
    action: "Check that the company is open in Tally. The next run tries again.",
  },
  SOURCE_EXCEPTION: {
    title: "Tally stumbled",
    happened: "Tally reported a failure of its own[: {message}].",
    meaning: "Nothing was read. The database keeps what it has.",
    action: "Try again. If it stays, restart Tally and report what --verbose prints.",
  },
  SOURCE_NO_COMPANY_OPEN: {
    title: "No company is open in Tally",
    happened: "Tally answers[ at {url}], but no company is open.",
    meaning: "The database keeps what it has.",
    action: "Open a company in Tally (F3), with its password if it has one. The next run goes on.",
  },
  SOURCE_COMPANY_NOT_OPEN: {
    title: "The company is not open in Tally",
    happened: "{company|The company} is not open in Tally, or it waits for its password.",
    meaning: "The database keeps what it has of this company.",
    action: "Open the company in Tally. The next run goes on.",
  },
  SOURCE_OTHER_COMPANY: {
    title: "Another company answered",
    happened: "We asked for {company|one company}, Tally answered for {answered|another one}.",
    meaning: "The answer was thrown away, so that books are never mixed.",
    action: "Nothing to do. The next run tries again.",
  },
  SOURCE_OTHER_PERIOD: {
    title: "Tally answered for another period",
    happened: "We asked for {asked|one period}, Tally answered for {answered|another one}.",
    meaning: "The answer was thrown away. Nothing was taken for deleted.",
    action:
      "In Tally set a period (Alt+F2) that covers all these days; the next run goes on. In Educational mode dates are limited: use a licensed Tally.",
  },
  SOURCE_HEAD_MISSING: {
    title: "The answer has no beginning",
    happened: "Tally's answer does not say which company it is about.",
    meaning: "The answer was thrown away. The database keeps what it has.",
    action: "The next run tries again. If it stays, run with --verbose and report what it prints.",
  },
  SOURCE_END_MISSING: {
    title: "The answer has no end",
    happened: "Tally's answer lacks the mark that says it is complete.",
    meaning: "The answer was thrown away. The database keeps what it has.",
    action: "The next run tries again. If it stays, restart Tally.",
  },
  SOURCE_ROW_COUNT: {
    title: "The answer is not complete",
    happened: "Tally announced {expected|more} entries, but {received|fewer} arrived.",
    meaning: "The answer was thrown away. The database keeps what it has.",
    action: "The next run tries again. If it stays, run with --verbose and report what it prints.",
  },
  SOURCE_COUNTERS_MISSING: {
    title: "Tally hides its change counter",
    happened: "Tally did not say how far the books[ of {company}] have moved.",
    meaning: "We cannot tell what changed, so nothing was changed here.",
    action: "Close and open the company in Tally, then try again.",
  },
  SOURCE_FALSE_EMPTY: {
    title: "Tally showed an empty book",
    happened: "Tally showed nothing[ for {period}] where entries are known.",
    meaning: "This is not taken for deletion. The database keeps what it has.",
    action: "If Tally runs in Educational mode, its dates are limited. Otherwise the next run asks again.",
  },
  SOURCE_GROUP_COMPANY: {
    title: "This is a group company",
    happened: "{company|This} is a group company: it only adds up other companies.",
    meaning: "It has no entries of its own, so it is not copied.",
    action: "Choose its member companies instead.",
  },
  SOURCE_COMPANY_AMBIGUOUS: {
    title: "Two companies share one name",
    happened: "Tally cannot tell these open companies apart by name[: {companies}].",
    meaning: "Neither is copied, so that books are never mixed.",
    action: "Rename one of them in Tally, or close one.",
  },
  SOURCE_COMPANY_ELSEWHERE: {
    title: "The company is served by another Tally",
    happened: "{company|The company} is already copied from {boundUrl|another Tally}.",
    meaning: "It was not copied a second time from here.",
    action: "Close it in one of the two Tallys.",
  },
  SOURCE_COMPANY_MOVED: {
    title: "The company seems to have moved",
    happened: "{company|A company} looks like one we know, but from another folder or port[: {message}].",
    meaning: "Nothing was changed until somebody confirms it.",
    action: "Check that it is the same book and not a copy, then name it: sync --company.",
  },
  SOURCE_MASTERS_MOVED: {
    title: "Somebody is changing ledgers right now",
    happened: "Ledgers or items[ of {company}] changed again and again while we read.",
    meaning: "What was proven is stored. The rest follows.",
    action: "Nothing to do. The next run continues.",
  },
  SOURCE_REQUEST_UNPROVEN: {
    title: "A request was stopped before it was sent",
    happened: "A request uses something not proven to be safe for Tally[: {message}].",
    meaning: "It was not sent. Tally and the database are untouched.",
    action: "This is our mistake. Please report what --verbose prints.",
  },
  SOURCE_REQUEST_HELD_BACK: {
    title: "A request is held back",
    happened: "Tally froze or closed while this was asked[: {request}].",
    meaning: "It is not asked again without you, so that Tally is not disturbed.",
    action: "If Tally was closed on purpose, allow it again: sync --full.",
  },
  SOURCE_ANSWERS_DIFFERENTLY: {
    title: "This Tally answers differently",
    happened: "This Tally answers differently than expected[: {message}].",
    meaning: "Nothing was guessed. The database keeps what it has.",
    action: "Please report the release of your Tally and what --verbose prints.",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
