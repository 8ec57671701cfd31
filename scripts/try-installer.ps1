# Installs the program for this user, starts it, asks its command line for a whole sync of the sample, and removes it.
$ErrorActionPreference = "Stop"
$installer = Get-ChildItem release -Filter "Tally-Replica-Setup-*.exe" | Select-Object -First 1
Start-Process -Wait $installer.FullName -ArgumentList "/S"
$folder = Join-Path $env:LOCALAPPDATA "Programs\tally-replica"
$program = Join-Path $folder "Tally Replica.exe"
if (-not (Test-Path $program)) { throw "The program was not installed to $program." }

$env:TALLY_REPLICA_HOME = Join-Path $env:RUNNER_TEMP "tally-replica-home"
$version = & (Join-Path $folder "tally-replica.cmd") --version
if ($LASTEXITCODE -ne 0 -or -not $version) { throw "The command line does not answer: $LASTEXITCODE." }
Write-Output "The command line answers: $version"

$sample = Start-Process -PassThru $program -ArgumentList "--headless sample-tally --port 9000 --vouchers 300"
Start-Sleep -Seconds 10
$sync = Start-Process -Wait -PassThru $program -ArgumentList "--headless sync --tally http://localhost:9000"
if ($sync.ExitCode -ne 0) { throw "The sync ended with $($sync.ExitCode)." }
$verify = Start-Process -Wait -PassThru $program -ArgumentList "--headless verify --tally http://localhost:9000"
if ($verify.ExitCode -ne 0) { throw "The comparison ended with $($verify.ExitCode)." }
Stop-Process -Id $sample.Id

$window = Start-Process -PassThru $program -ArgumentList "--hidden"
Start-Sleep -Seconds 15
if ($window.HasExited) { throw "The tray app ended with $($window.ExitCode)." }
Stop-Process -Id $window.Id

# The uninstaller goes on in a copy of itself.
Start-Process -Wait (Join-Path $folder "Uninstall Tally Replica.exe") -ArgumentList "/S"
for ($second = 0; (Test-Path $program) -and $second -lt 60; $second++) { Start-Sleep -Seconds 1 }
if (Test-Path $program) { throw "The program is still there after it was uninstalled." }
if (-not (Test-Path (Join-Path $env:TALLY_REPLICA_HOME "tally-replica.sqlite"))) { throw "The data went with the program." }
