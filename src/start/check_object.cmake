# SPDX-License-Identifier: Apache-2.0
# Checks the object of the early start: cmake -DOBJECT=... -DNM=... -DOBJDUMP=... -P check_object.cmake
# It runs before the C library begins. So it may need no symbol but _start, which it jumps to, and no data: nothing has
# relocated or initialized any, and the first look at a page of data costs a page fault.
execute_process(COMMAND ${NM} --undefined-only --format=just-symbols ${OBJECT}
  OUTPUT_VARIABLE needed OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT needed STREQUAL "_start")
  string(REPLACE "\n" ", " needed "${needed}")
  message(FATAL_ERROR "the early start needs ${needed}; it may need _start alone")
endif()

execute_process(COMMAND ${OBJDUMP} --section-headers --wide ${OBJECT}
  OUTPUT_VARIABLE headers COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "\n +[0-9]+ [^ ]+ +[0-9a-f]+ [^\n]*" rows "${headers}")
if(NOT rows)
  message(FATAL_ERROR "the sections of the early start cannot be read")
endif()
foreach(row IN LISTS rows)
  string(REGEX MATCH "[0-9]+ ([^ ]+) +([0-9a-f]+)" unused "${row}")
  set(section ${CMAKE_MATCH_1})
  set(size ${CMAKE_MATCH_2})
  if(row MATCHES "ALLOC" AND NOT row MATCHES "CODE" AND NOT size MATCHES "^0+$" AND NOT section MATCHES "^\\.note\\.")
    message(FATAL_ERROR "the early start has data in ${section}; it may have nothing but code")
  endif()
endforeach()
file(TOUCH ${STAMP})
