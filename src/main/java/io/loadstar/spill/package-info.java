/** Floor 2. Rows kept on disk between the steps of a run, their hashes and filters. */
package io.loadstar.spill;
