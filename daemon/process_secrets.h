// The process's memory holds keys and, for moments, personal data: no file is to be made of it.
#pragma once

namespace sellerd {

// No core dump of this process, neither a file nor by the system's collector, and no look into its memory by
// others of the same user. Root can, as ever. Call it before anything is read.
void keep_memory_private();

}  // namespace sellerd
