document.title = "Tally Replica";
