// SPDX-License-Identifier: Apache-2.0
#include "sources/unread_document.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text/list.hpp"

namespace proxyenv::sources {

namespace {

constexpr UnreadDocument kBitbucket = {"a pipeline of Bitbucket", ""};
constexpr UnreadDocument kCircle = {"a configuration of CircleCI", ""};
constexpr UnreadDocument kAzure = {"a pipeline of Azure", ""};
constexpr UnreadDocument kTravis = {"a configuration of Travis CI", ""};
constexpr UnreadDocument kDrone = {"a pipeline of Drone or Woodpecker", ""};
constexpr UnreadDocument kOtherCi = {"a configuration of a CI service", ""};
constexpr UnreadDocument kJenkinsfile = {"a Jenkinsfile", ""};
constexpr UnreadDocument kJenkins = {"a configuration of Jenkins", ""};
constexpr UnreadDocument kAnsible = {"a playbook of Ansible", ""};
constexpr UnreadDocument kBake = {"a bake file of Docker's buildx",
                                  "give the `args` of a target in what `docker buildx bake "
                                  "--print` prints as NAME=VALUE lines"};
constexpr UnreadDocument kDevcontainer = {"a devcontainer.json",
                                          "give its containerEnv alone, as JSON"};
constexpr UnreadDocument kValues = {"a file of values for a Helm chart",
                                    "give what `helm template` prints with it"};

// Files of settings. Their keys look like variables (`https-proxy=`), and set none.
constexpr std::string_view kSettings = "it holds settings of that program, and no variables";
constexpr UnreadDocument kNpm = {"a configuration of npm", kSettings};
constexpr UnreadDocument kYarn = {"a configuration of Yarn", kSettings};
constexpr UnreadDocument kPip = {"a configuration of pip", kSettings};
constexpr UnreadDocument kConda = {"a configuration of conda", kSettings};
constexpr UnreadDocument kGit = {"a configuration of git", kSettings};
constexpr UnreadDocument kCurl = {"a configuration of curl", kSettings};
constexpr UnreadDocument kWget = {"a configuration of wget", kSettings};
constexpr UnreadDocument kApt = {"a configuration of apt", kSettings};
constexpr UnreadDocument kDnf = {"a configuration of yum or dnf", kSettings};
constexpr UnreadDocument kGradle = {"a configuration of Gradle", kSettings};
constexpr UnreadDocument kCargo = {"a configuration of Cargo", kSettings};
constexpr UnreadDocument kDockerDaemon = {"a configuration of Docker's daemon",
                                          "its `proxies` are for the daemon alone, not for "
                                          "containers"};
constexpr UnreadDocument kDockerClient = {"a configuration of docker's client",
                                          "its `proxies` become variables of new containers: "
                                          "give the output of env in one of them"};
constexpr UnreadDocument kSupervisor = {"a configuration of supervisord", ""};
constexpr UnreadDocument kPam = {"a configuration of pam_env",
                                 "give the output of env after a login"};
constexpr UnreadDocument kCrontab = {"a crontab", "give its variables as NAME=VALUE lines"};
constexpr UnreadDocument kMake = {"a makefile", "give the output of env in one of its recipes"};

// A `*` stands for anything; the name of the folder counts where the pattern has one.
struct PathRow {
  std::string_view pattern;
  const UnreadDocument* document;
};
constexpr std::array<PathRow, 65> kPaths = {{
    {"bitbucket-pipelines.yml", &kBitbucket},
    {".circleci/*.yml", &kCircle},
    {"azure-pipelines*.yml", &kAzure},
    {"azure-pipelines*.yaml", &kAzure},
    {".azure-pipelines/*.yml", &kAzure},
    {".azuredevops/*.yml", &kAzure},
    {".travis.yml", &kTravis},
    {".drone.yml", &kDrone},
    {".drone.yaml", &kDrone},
    {".woodpecker.yml", &kDrone},
    {".woodpecker.yaml", &kDrone},
    {".woodpecker/*.yml", &kDrone},
    {".woodpecker/*.yaml", &kDrone},
    {".cirrus.yml", &kOtherCi},
    {"appveyor.yml", &kOtherCi},
    {".appveyor.yml", &kOtherCi},
    {"buildspec*.yml", &kOtherCi},
    {"cloudbuild*.yaml", &kOtherCi},
    {".semaphore/*.yml", &kOtherCi},
    {".buildkite/*.yml", &kOtherCi},
    {"Jenkinsfile*", &kJenkinsfile},
    {"jenkins.yaml", &kJenkins},
    {"jenkins.yml", &kJenkins},
    {"playbook*.yml", &kAnsible},
    {"playbook*.yaml", &kAnsible},
    {"docker-bake*.hcl", &kBake},
    {"docker-bake*.json", &kBake},
    {"devcontainer.json", &kDevcontainer},
    {".devcontainer.json", &kDevcontainer},
    {".devcontainer/*.json", &kDevcontainer},
    {"values*.yaml", &kValues},
    {"values*.yml", &kValues},
    {".npmrc", &kNpm},
    {"npmrc", &kNpm},
    {".yarnrc", &kYarn},
    {".yarnrc.yml", &kYarn},
    {"pip.conf", &kPip},
    {"pip.ini", &kPip},
    {".condarc", &kConda},
    {"condarc", &kConda},
    {".gitconfig", &kGit},
    {"gitconfig", &kGit},
    {".git/config", &kGit},
    {".curlrc", &kCurl},
    {"curlrc", &kCurl},
    {"_curlrc", &kCurl},
    {".wgetrc", &kWget},
    {"wgetrc", &kWget},
    {"apt.conf", &kApt},
    {"apt.conf.d/*", &kApt},
    {"yum.conf", &kDnf},
    {"dnf.conf", &kDnf},
    {"gradle.properties", &kGradle},
    {".cargo/config.toml", &kCargo},
    {".cargo/config", &kCargo},
    {".docker/config.json", &kDockerClient},
    {"daemon.json", &kDockerDaemon},
    {"pam_env.conf", &kPam},
    {"crontab", &kCrontab},
    {"cron.d/*", &kCrontab},
    {"Makefile", &kMake},
    {"makefile", &kMake},
    {"GNUmakefile", &kMake},
    {"*.mk", &kMake},
    {"supervisord.conf", &kSupervisor},
}};

// The last part of the path, with as many folders as the pattern has.
std::string_view end_of(std::string_view path, std::string_view pattern) {
  std::size_t begin = path.rfind('/');
  const bool has_folder = pattern.find('/') != std::string_view::npos;
  if (has_folder && begin != std::string_view::npos && begin > 0) {
    begin = path.rfind('/', begin - 1);
  }
  return begin == std::string_view::npos ? path : path.substr(begin + 1);
}

bool has_pattern(std::string_view name, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return name == pattern;
  const std::string_view ending = pattern.substr(star + 1);
  return name.size() + 1 >= pattern.size() && name.starts_with(pattern.substr(0, star)) &&
         name.ends_with(ending);
}

}  // namespace

const UnreadDocument* find_unread_by_path(std::string_view path) {
  const auto* const row = std::find_if(kPaths.begin(), kPaths.end(), [&](const PathRow& each) {
    return has_pattern(end_of(path, each.pattern), each.pattern);
  });
  return row == kPaths.end() ? nullptr : row->document;
}

const UnreadDocument* find_unread_by_keys(const std::vector<std::string_view>& keys) {
  const auto has = [&](std::string_view key) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  if (has("pipelines") && !has("apiVersion")) return &kBitbucket;
  if (has("jobs") && (has("workflows") || has("orbs") || has("executors"))) return &kCircle;
  const bool has_work = has("steps") || has("stages") || has("jobs");
  if (has_work && (has("pool") || has("- stage") || has("- task"))) return &kAzure;
  if (has("trigger") && has("steps")) return &kAzure;
  if (has("language") && (has("script") || has("install") || has("jobs"))) return &kTravis;
  if (has("kind") && has("type") && has("steps")) return &kDrone;
  if (has("jenkins") && (has("unclassified") || has("credentials") || has("tool"))) {
    return &kJenkins;
  }
  if (has("- hosts") || (has("hosts") && has("tasks"))) return &kAnsible;
  return nullptr;
}

Error not_read(const UnreadDocument& document) {
  const std::string_view way = document.way.empty()
                                   ? "give its variables as NAME=VALUE lines or as a map in JSON, "
                                     "or look at the running process (--pid)"
                                   : document.way;
  return Error{text::concatenated(
      {"it is ", document.what, ", which is not read: ", way, "; --env-format says otherwise"})};
}

}  // namespace proxyenv::sources
