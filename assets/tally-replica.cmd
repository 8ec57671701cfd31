@echo off
rem The command line of Tally Replica. The program is no console program, so it has to be waited for.
start "" /b /wait "%~dp0Tally Replica.exe" --headless %*
exit /b %ERRORLEVEL%
