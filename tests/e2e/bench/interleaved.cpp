// SPDX-License-Identifier: Apache-2.0
//   bench_interleaved ROUNDS ENTRIES : NAME PROGRAM [ARG...] : NAME PROGRAM [ARG...] ...
// Each round starts all candidates in turn, so that disturbances of the machine affect all of them
// alike. The cost of a candidate is the median of its differences to the first one (the bare exec)
// of the same round; p10 and min are the differences of the 10th percentiles and of the minima.
// Ratios are those of the costs to that of the second one. Every candidate gets the same
// environment of ENTRIES entries, including HTTPS_PROXY and NO_PROXY. All run on one processor, so
// that none waits for another one to wake up.
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "environment.hpp"

namespace {

struct Candidate {
  const char* name = nullptr;
  std::vector<char*> argv;
  std::vector<double> wall;       // microseconds, one for each round
  std::vector<double> processor;  // the same for user and system time, with children
  std::vector<double> faults;     // page faults that needed no disk
  long peak_kib = 0;
};

double now() {
  struct timespec time {};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

double microseconds(const struct timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

// The value that `share` of all values are below.
double percentile(std::vector<double> values, double share) {
  const auto index = static_cast<std::ptrdiff_t>(static_cast<double>(values.size()) * share);
  const auto at = values.begin() + index;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double median(std::vector<double> values) {
  return percentile(std::move(values), 0.5);
}

double median_difference(const std::vector<double>& values, const std::vector<double>& base) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < values.size(); ++i) differences.push_back(values[i] - base[i]);
  return median(std::move(differences));
}

double difference_at(double share, const std::vector<double>& values,
                     const std::vector<double>& base) {
  return percentile(values, share) - percentile(base, share);
}

[[noreturn]] void die(const char* what, const char* name) {
  std::fprintf(stderr, "bench_interleaved: %s: %s\n", name, what);
  std::exit(1);
}

void run_once(Candidate& candidate, char* const* environment, bool counts) {
  pid_t child = -1;
  const double begin = now();
  if (::posix_spawn(&child, candidate.argv[0], nullptr, nullptr, candidate.argv.data(),
                    environment) != 0) {
    die("cannot be started", candidate.name);
  }
  int status = 0;
  struct rusage usage {};
  ::wait4(child, &status, 0, &usage);
  const double end = now();
  if (status != 0) die("did not end with 0", candidate.name);
  if (!counts) return;
  candidate.wall.push_back(end - begin);
  candidate.processor.push_back(microseconds(usage.ru_utime) + microseconds(usage.ru_stime));
  candidate.faults.push_back(static_cast<double>(usage.ru_minflt));
  candidate.peak_kib = std::max(candidate.peak_kib, usage.ru_maxrss);
}

std::vector<Candidate> read_candidates(int argc, char** argv) {
  std::vector<Candidate> candidates;
  for (int i = 3; i < argc; ++i) {
    if (std::string_view(argv[i]) == ":") {
      candidates.emplace_back();
    } else if (candidates.empty()) {
      die("expected `:`", argv[i]);
    } else if (candidates.back().name == nullptr) {
      candidates.back().name = argv[i];
    } else {
      candidates.back().argv.push_back(argv[i]);
    }
  }
  for (Candidate& candidate : candidates) {
    if (candidate.argv.empty()) die("has no program", "a candidate");
    candidate.argv.push_back(nullptr);
  }
  return candidates;
}

long size_in_kib(const char* file) {
  struct stat status {};
  return ::stat(file, &status) == 0 ? static_cast<long>((status.st_size + 1023) / 1024) : 0;
}

void print_table(const std::vector<Candidate>& candidates) {
  const Candidate& bare = candidates[0];
  const double reference = median_difference(candidates[1].wall, bare.wall);
  std::printf("%-14s %8s %8s %8s %8s %7s %8s %7s %9s %9s\n", "", "total us", "cost us", "p10",
              "min", "ratio", "CPU cost", "faults", "peak KiB", "file KiB");
  for (const Candidate& candidate : candidates) {
    std::printf("%-14s %8.0f ", candidate.name, median(candidate.wall));
    if (&candidate == &bare) {
      std::printf("%8s %8s %8s %7s %8s %7.0f ", "-", "-", "-", "-", "-", median(bare.faults));
    } else {
      const double cost = median_difference(candidate.wall, bare.wall);
      std::printf("%8.1f %8.1f %8.1f %7.2f %8.0f %+7.0f ", cost,
                  difference_at(0.1, candidate.wall, bare.wall),
                  difference_at(0, candidate.wall, bare.wall), cost / reference,
                  median_difference(candidate.processor, bare.processor),
                  median_difference(candidate.faults, bare.faults));
    }
    std::printf("%9ld %9ld\n", candidate.peak_kib, size_in_kib(candidate.argv[0]));
  }
}

void stay_on_one_processor() {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<unsigned>(std::max(0, ::sched_getcpu())), &set);
  ::sched_setaffinity(0, sizeof set, &set);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) die("needs ROUNDS ENTRIES : NAME PROGRAM ...", "usage");
  const int rounds = std::max(1, std::atoi(argv[1]));
  const int entries = std::atoi(argv[2]);
  std::vector<Candidate> candidates = read_candidates(argc, argv);
  if (candidates.size() < 2) die("needs two candidates at least", "usage");
  const std::vector<std::string> environment = bench::make_environment(entries);
  const std::vector<char*> block = bench::block_of(environment);

  stay_on_one_processor();
  std::vector<std::size_t> order(candidates.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937 random(1);  // the same orders each time: a run can be repeated
  constexpr int kWarmUp = 5;
  for (int round = -kWarmUp; round < rounds; ++round) {
    // The order changes, so that no candidate always follows the same other one.
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) run_once(candidates[i], block.data(), round >= 0);
  }
  print_table(candidates);
  return 0;
}
