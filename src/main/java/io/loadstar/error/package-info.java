/** Floor 0. Every user-facing message, each with its exit code. */
@NullMarked
package io.loadstar.error;

import org.jspecify.annotations.NullMarked;
