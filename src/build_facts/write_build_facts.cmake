# SPDX-License-Identifier: Apache-2.0
# cmake -DFOLDER=... -DCOMMIT=... -DPROGRAM=... -DVERSION=... -DLINKED=NAME=VERSION,... -DOUTPUT=... -P write_build_facts.cmake
#
# Writes the source with the facts of a program, and leaves the file as it is where it holds them already. COMMIT: empty
# where it is to be found. A part of every build, so that the commit is the one of now.
include(${CMAKE_CURRENT_LIST_DIR}/commit.cmake)

if(NOT COMMIT)
  find_commit(${FOLDER} COMMIT)
endif()
if(NOT COMMIT MATCHES "^[0-9A-Za-z.+-]+$")
  message(FATAL_ERROR "PROXYENV_COMMIT must be letters, digits, dots, + and -")
endif()
string(REPLACE "," ", " text "${LINKED}")
string(REPLACE "=" " " text "${text}")
set(TEXT "${PROGRAM} ${VERSION}\\ncommit ${COMMIT}\\nlinked in: ${text}\\n")
string(REGEX REPLACE "([^=,]+)=([^,]+)" "{\"name\":\"\\1\",\"version\":\"\\2\"}" json "${LINKED}")
set(JSON "{\"program\":\"${PROGRAM}\",\"version\":\"${VERSION}\",\"commit\":\"${COMMIT}\",\"linked\":[${json}]}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/build_facts.cpp.in ${OUTPUT} @ONLY)
