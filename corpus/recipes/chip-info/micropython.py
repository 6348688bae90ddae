import binascii
import gc
import os
import machine

print("System:", os.uname()[0])
print("Clock:", machine.freq() // 1000000, "MHz")
gc.collect()
print("Free memory:", gc.mem_free())
print("Id:", binascii.hexlify(machine.unique_id()).decode())
