from machine import PWM, Pin

{{if asked.kilohertz}}
FREQUENCY = {{kilohertz}} * 1000
{{else}}
FREQUENCY = 1000000 // {{period_us}}
{{end}}
DUTY_PERCENT = {{duty}}

out = PWM(Pin({{out}}), freq=FREQUENCY)
out.duty_u16(65535 * DUTY_PERCENT // 100)
