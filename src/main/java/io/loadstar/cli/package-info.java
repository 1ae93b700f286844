/** Floor 5. Arguments in, exit code out. */
@NullMarked
package io.loadstar.cli;

import org.jspecify.annotations.NullMarked;
