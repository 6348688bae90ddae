from machine import DAC, Pin

MILLIVOLTS = {{millivolts}}
SUPPLY_MV = {{supply_mv}}

out = DAC(Pin({{out}}))
out.write(MILLIVOLTS * 255 // SUPPLY_MV)
