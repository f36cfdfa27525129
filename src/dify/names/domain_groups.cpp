// SPDX-License-Identifier: Apache-2.0
#include "dify/names/domain_groups.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace proxyenv::dify {

namespace {

// The services that a plugin for Bedrock asks, in the regions that it offers. There is no narrower
// zone for them than amazonaws.com, in which names of private networks stand, too. Its GPT models
// are asked under another name (models/bedrock/models/llm/llm.py). It counts the tokens of
// embeddings with tiktoken.
std::vector<std::string> bedrock_domains() {
  constexpr std::array<std::string_view, 3> kServices = {"bedrock", "bedrock-agent-runtime",
                                                         "bedrock-runtime"};
  constexpr std::array<std::string_view, 15> kRegions = {
      "ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
      "ca-central-1",   "eu-central-1",   "eu-west-1",  "eu-west-2",      "eu-west-3",
      "sa-east-1",      "us-east-1",      "us-east-2",  "us-gov-west-1",  "us-west-2"};
  std::vector<std::string> domains;
  for (const std::string_view region : kRegions) {
    for (const std::string_view service : kServices) {
      domains.push_back(std::string(service) + "." + std::string(region) + ".amazonaws.com");
    }
    domains.push_back("bedrock-mantle." + std::string(region) + ".api.aws");
  }
  domains.emplace_back("openaipublic.blob.core.windows.net");
  return domains;
}

// tiktoken, openai_public.py, loads its tables from openaipublic.blob.core.windows.net. The images
// of the plugin daemon hold them from 0.0.7 on (docker/local.dockerfile, TIKTOKEN_CACHE_DIR).
//
// "models/x" is a folder of langgenius/dify-official-plugins at commit 7af22831: the hosts that its
// code asks, read there.
std::vector<DomainGroup> make_groups() {
  // clang-format off
  return {
      {"anthropic", {"api.anthropic.com"},
       "models/anthropic; platform.claude.com/docs/en/api/overview"},
      {"azure-openai", {".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", "login.microsoftonline.com", "openaipublic.blob.core.windows.net"},
       "models/azure_openai; learn.microsoft.com/azure/ai-foundry/foundry-models/concepts/endpoints: RESOURCE.openai.azure.com and RESOURCE.services.ai.azure.com; learn.microsoft.com/azure/private-link/private-endpoint-dns: cognitiveservices.azure.com; azure-identity, _constants.py: Entra ID gives tokens at login.microsoftonline.com; tiktoken as for @openai"},
      {"baichuan", {"api.baichuan-ai.com"},
       "models/baichuan"},
      {"bedrock", bedrock_domains(),
       "docs.aws.amazon.com/bedrock/latest/userguide/endpoints.html: SERVICE.REGION.amazonaws.com and bedrock-mantle.REGION.api.aws; models/bedrock has these regions; tiktoken as for @openai"},
      {"cohere", {"api.cohere.ai", "api.cohere.com"},
       "models/cohere; docs.cohere.com"},
      {"deepseek", {"api.deepseek.com"},
       "models/deepseek"},
      {"fireworks", {"api.fireworks.ai"},
       "models/fireworks"},
      {"gemini", {"generativelanguage.googleapis.com"},
       "models/gemini; ai.google.dev, API reference"},
      {"github", {"github.com", "api.github.com", ".githubusercontent.com"},
       "docs.github.com: downloads of releases are redirected to githubusercontent.com"},
      {"groq", {"api.groq.com"},
       "models/groq"},
      {"huggingface", {".huggingface.co", ".hf.co", ".huggingface.cloud"},
       "huggingface.co/.well-known/meta.json; models/huggingface_hub"},
      {"jina", {"api.jina.ai"},
       "models/jina"},
      {"minimax", {"api.minimaxi.com", "api.minimax.io"},
       "models/minimax; MiniMax Coding Plan MCP: the second is the host of accounts outside of mainland China"},
      {"mistral", {"api.mistral.ai"},
       "models/mistralai"},
      {"moonshot", {"api.moonshot.cn", "api.moonshot.ai"},
       "models/moonshot"},
      {"novita", {"api.novita.ai"},
       "models/novita"},
      {"nvidia", {"ai.api.nvidia.com", "integrate.api.nvidia.com"},
       "models/nvidia"},
      {"openai", {".api.openai.com", "openaipublic.blob.core.windows.net"},
       "models/openai; platform.openai.com: regions are subdomains (eu.api.openai.com); tiktoken, openai_public.py: it loads its tables from the second"},
      {"openrouter", {"openrouter.ai"},
       "models/openrouter"},
      {"plugins", {".dify.ai", "pypi.org", ".pythonhosted.org", "github.com", ".githubusercontent.com"},
       "langgenius/dify-plugin-daemon: packages from marketplace.dify.ai or GitHub, dependencies by uv; cmd/server/main.go: pypi.org; the uv.lock of the official plugins: files.pythonhosted.org"},
      {"siliconflow", {"api.siliconflow.cn", "api.siliconflow.com"},
       "models/siliconflow"},
      {"stepfun", {"api.stepfun.com", "api.stepfun.ai"},
       "models/stepfun"},
      {"together", {"api.together.xyz"},
       "models/togetherai"},
      {"tongyi", {"dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com", "cn-hongkong.dashscope.aliyuncs.com", ".maas.aliyuncs.com"},
       "models/tongyi; alibabacloud.com/help/model-studio/base-url: four shared hosts, and WORKSPACE.REGION.maas.aliyuncs.com"},
      {"vertex", {".googleapis.com", "openaipublic.blob.core.windows.net"},
       "docs.cloud.google.com/gemini-enterprise-agent-platform/resources/locations: REGION-aiplatform.googleapis.com, aiplatform.googleapis.com, aiplatform.us.rep.googleapis.com; tokens come from oauth2.googleapis.com; tiktoken as for @openai"},
      {"volcengine", {"ark.cn-beijing.volces.com"},
       "models/volcengine_maas"},
      {"voyage", {"api.voyageai.com"},
       "models/voyage"},
      {"xai", {"api.x.ai"},
       "models/x"},
      {"zhipu", {"open.bigmodel.cn", "api.z.ai"},
       "models/zhipuai; docs.z.ai/guides/develop/http/introduction: the second is Z.AI's, outside of mainland China"},
  };
  // clang-format on
}

}  // namespace

const std::vector<DomainGroup>& domain_groups() {
  static const std::vector<DomainGroup> kGroups = make_groups();
  return kGroups;
}

const DomainGroup* find_domain_group(std::string_view name) {
  const std::string lowered = ascii::lowered(name);
  const auto& groups = domain_groups();
  const auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const DomainGroup& group) { return group.name == lowered; });
  return found == groups.end() ? nullptr : &*found;
}

std::string names_of_domain_groups() {
  std::string names;
  for (const DomainGroup& group : domain_groups()) {
    names.append(names.empty() ? "@" : ", @").append(group.name);
  }
  return names;
}

}  // namespace proxyenv::dify
