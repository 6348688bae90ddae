#pragma once
#define LAMP 4
