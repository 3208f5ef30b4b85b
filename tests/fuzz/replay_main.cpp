// Runs a fuzz target without libFuzzer: over every seed file, and over mutations of them drawn from a fixed
// seed.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/support/effort.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

// The same ones each time: what has not been found by them is for scripts/fuzz.sh.
constexpr int kMutationsPerSeed = sellerd::test::effort(2'000, 500);

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

std::string mutate(std::string input, std::mt19937_64& random) {
  const auto place = [&] { return input.empty() ? 0 : random() % input.size(); };
  for (auto changes = 1 + random() % 4; changes > 0; --changes) {
    switch (random() % 5) {
      case 0:
        input.insert(place(), 1, static_cast<char>(random()));
        break;
      case 1:
        if (!input.empty()) input.erase(place(), 1 + random() % 16);
        break;
      case 2:
        if (!input.empty()) input[place()] = static_cast<char>(random());
        break;
      case 3:
        input.resize(place());
        break;
      default:
        input.insert(place(), input.substr(place(), random() % 64));
        break;
    }
  }
  return input;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> seeds{""};
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) continue;
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream file(entry.path(), std::ios::binary);
      seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
  }
  std::mt19937_64 random(1);
  for (const auto& seed : seeds) {
    run(seed);
    for (int i = 0; i < kMutationsPerSeed; ++i) run(mutate(seed, random));
  }
  std::cout << seeds.size() * (kMutationsPerSeed + 1) << " inputs\n";
}
