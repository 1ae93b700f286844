/** Floor 5. How results and what is under way are printed. */
@NullMarked
package io.loadstar.cli.output;

import org.jspecify.annotations.NullMarked;
