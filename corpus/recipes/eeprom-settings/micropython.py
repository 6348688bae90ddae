import json

FILE = "settings.json"

try:
    with open(FILE) as file:
        settings = json.load(file)
except (OSError, ValueError):
    settings = {"starts": 0, "scale": 1.0}

settings["starts"] += 1
with open(FILE, "w") as file:
    json.dump(settings, file)
print("Starts:", settings["starts"])
