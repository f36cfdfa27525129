# SPDX-License-Identifier: Apache-2.0
# find_commit(FOLDER VARIABLE): the commit that the source in FOLDER is, as 40 hexadecimal digits; `+changed` behind it where
# what is built is not what was committed; `unknown` where nobody can say. It comes from git, or, in what `git archive` has
# made, from archived_commit, which git fills in then.
function(find_commit folder variable)
  set(${variable} unknown PARENT_SCOPE)
  # The folder may belong to another user, as in a container. Nothing but its commit is asked for.
  set(git git -c safe.directory=* -C ${folder})
  # An unpacked archive can lie in a repository of somebody else's: its own folder must be the top.
  execute_process(COMMAND ${git} rev-parse --show-prefix HEAD OUTPUT_VARIABLE found ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed AND found MATCHES "^\n([0-9a-f]+)\n$")
    set(commit ${CMAKE_MATCH_1})
    execute_process(COMMAND ${git} diff --quiet HEAD -- CMakeLists.txt CMakePresets.json src ERROR_QUIET RESULT_VARIABLE changed)
    if(changed)
      string(APPEND commit "+changed")
    endif()
    set(${variable} ${commit} PARENT_SCOPE)
    return()
  endif()
  file(READ ${folder}/src/build_facts/archived_commit archived)
  if(archived MATCHES "^([0-9a-f]+) [0-9]+\n?$")
    set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
  endif()
endfunction()
