import machine

NAMES = {
    machine.PWRON_RESET: "power-on",
    machine.WDT_RESET: "watchdog",
{{if esp32 esp8266}}
    machine.HARD_RESET: "reset button",
    machine.DEEPSLEEP_RESET: "end of a deep sleep",
    machine.SOFT_RESET: "soft reset",
{{end}}
}
print("Reset:", NAMES.get(machine.reset_cause(), "unknown"))
