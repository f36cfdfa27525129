# SPDX-License-Identifier: Apache-2.0
# Writes one source file that holds several tests (tests/groups.cmake):
#   cmake -DFOLDER=tests/unit -DTESTS=core/a_test.cpp,core/b_test.cpp -DOUTPUT=group.cpp -P tests/write_group.cmake
# What they include comes first, outside of the namespaces. Each header is read once, so it is not read inside of them.
string(REPLACE "," ";" tests "${TESTS}")
set(headers "")
set(bodies "")
foreach(test IN LISTS tests)
  file(STRINGS ${FOLDER}/${test} lines REGEX "^#include ")
  get_filename_component(place ${test} DIRECTORY)
  foreach(line IN LISTS lines)
    # A header beside the test.
    string(REGEX REPLACE "^#include \"(.*)\"$" "\\1" name "${line}")
    if(EXISTS ${FOLDER}/${place}/${name})
      string(REGEX REPLACE "^/" "" name "${place}/${name}")
      set(line "#include \"${name}\"")
    endif()
    list(APPEND headers "${line}")
  endforeach()
  string(MAKE_C_IDENTIFIER ${test} namespace)
  string(APPEND bodies "namespace ${namespace} {\n#include \"${test}\"\n}  // namespace ${namespace}\n")
endforeach()
list(REMOVE_DUPLICATES headers)
list(JOIN headers "\n" headers)
file(WRITE ${OUTPUT} "${headers}\n\n${bodies}")
