import json

FILE = "config.json"
settings = {"interval": 1000, "name": "{{board}}"}


def load_settings():
    try:
        with open(FILE) as file:
            settings.update(json.load(file))
    except OSError:
        save_settings()  # No file yet: the defaults go into it.
    except ValueError:
        print(FILE, "is not JSON")


def save_settings():
    with open(FILE, "w") as file:
        json.dump(settings, file)


load_settings()
print("Interval:", settings["interval"])
