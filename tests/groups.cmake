# SPDX-License-Identifier: Apache-2.0
# grouped_tests(VARIABLE TEST...): what to compile for these tests, which are named from this folder on. With
# PROXYENV_TEST_GROUPS that are files of sixteen tests each, written in the build, and otherwise the tests themselves.
#
# Most of the time that a test takes to compile goes to what it uses of the standard library and of doctest: sixteen together
# take a quarter of it. Each stands in a namespace of its own, so it may name its helpers as it likes. A test that must not
# stand in a namespace, for instance for an `operator new` of its own, is not for a group.
function(grouped_tests variable)
  if(NOT PROXYENV_TEST_GROUPS)
    set(${variable} ${ARGN} PARENT_SCOPE)
    return()
  endif()
  set(writer ${PROJECT_SOURCE_DIR}/tests/write_group.cmake)
  set(groups "")
  list(LENGTH ARGN count)
  math(EXPR last "${count} - 1")
  foreach(first RANGE 0 ${last} 16)
    list(SUBLIST ARGN ${first} 16 some)
    math(EXPR number "${first} / 16")
    set(group ${CMAKE_CURRENT_BINARY_DIR}/groups/${variable}_${number}.cpp)
    list(JOIN some "," names)
    list(TRANSFORM some PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
    add_custom_command(OUTPUT ${group}
      COMMAND ${CMAKE_COMMAND} -DFOLDER=${CMAKE_CURRENT_SOURCE_DIR} -DTESTS=${names} -DOUTPUT=${group} -P ${writer}
      DEPENDS ${some} ${writer}
      COMMENT "Grouping ${variable} ${number}"
      VERBATIM)
    list(APPEND groups ${group})
  endforeach()
  set(${variable} ${groups} PARENT_SCOPE)
endfunction()
