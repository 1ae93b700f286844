/** Floor 2. Rows kept on disk between the steps of a run, their hashes and filters. */
@NullMarked
package io.loadstar.spill;

import org.jspecify.annotations.NullMarked;
