import world


class MQTTException(Exception):
    pass


class MQTTClient:
    def __init__(self, client_id, server, port=0, user=None, password=None, keepalive=0, ssl=None, ssl_params={}):
        self.callback = None
        self.topics = []
        world.record("MQTTClient", client_id, server)

    def set_callback(self, callback):
        self.callback = callback

    def set_last_will(self, topic, msg, retain=False, qos=0):
        world.record("MQTT.will", topic, msg)

    def connect(self, clean_session=True, timeout=None):
        import network

        if not network.WLAN().isconnected():
            raise OSError(-2)
        world.record("MQTT.connect")
        return 0

    def disconnect(self):
        world.record("MQTT.disconnect")

    def ping(self):
        world.record("MQTT.ping")

    def publish(self, topic, msg, retain=False, qos=0):
        text = lambda value: value if isinstance(value, str) else value.decode()
        world.record("MQTT.publish", text(topic))
        world.sent.append(text(topic) + " " + text(msg) + "\n")

    def subscribe(self, topic, qos=0):
        self.topics.append(topic)
        world.record("MQTT.subscribe", topic if isinstance(topic, str) else topic.decode())

    def check_msg(self):
        world.advance(100)
        waiting = world.given.get("mqtt", [])
        if waiting and waiting[0][2] * 1000 <= world.now and self.topics:
            topic, text, _ = waiting.pop(0)
            self.callback(topic.encode(), text.encode())

    def wait_msg(self):
        while not world.given.get("mqtt"):
            world.advance(1000)
        self.check_msg()
