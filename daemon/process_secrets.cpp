#include "daemon/process_secrets.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace sellerd {

void keep_memory_private() {
  const rlimit none{0, 0};
  // Neither fails for a process that gives something up.
  (void)::setrlimit(RLIMIT_CORE, &none);
#ifndef SELLERD_SANITIZED
  // A limit alone does not bind a collector that reads from a pipe. The leak check of a sanitized build has
  // to look into the memory.
  (void)::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace sellerd
