from umqtt.simple import MQTTClient as Simple


class MQTTClient(Simple):
    def reconnect(self):
        self.connect()
