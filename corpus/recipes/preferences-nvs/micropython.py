import esp32

nvs = esp32.NVS("boardwise")
try:
    starts = nvs.get_i32("starts")
except OSError:
    starts = 0  # Nothing was kept yet.

starts += 1
nvs.set_i32("starts", starts)
nvs.commit()
print("Starts:", starts)
