{{if avr}}
extern int __heap_start;
extern int* __brkval;

int freeMemory() {
  int top;
  return (int)&top - (__brkval == nullptr ? (int)&__heap_start : (int)__brkval);
}

{{end}}
void setup() {
  Serial.begin({{baud}});
{{if esp32}}
  Serial.print("Model: ");
  Serial.println(ESP.getChipModel());
{{end}}
  Serial.print("Clock: ");
{{if avr}}
  Serial.print(F_CPU / 1000000);
{{else}}
{{if rp2040}}
  Serial.print(rp2040.f_cpu() / 1000000);
{{else}}
  Serial.print(ESP.getCpuFreqMHz());
{{end}}
{{end}}
  Serial.println(" MHz");
  Serial.print("Free memory: ");
{{if avr}}
  Serial.println(freeMemory());
{{else}}
{{if rp2040}}
  Serial.println(rp2040.getFreeHeap());
{{else}}
  Serial.println(ESP.getFreeHeap());
{{end}}
{{end}}
}

void loop() {
}
