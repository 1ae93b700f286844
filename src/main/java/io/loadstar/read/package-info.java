/** Floor 3. Station: files to rows of raw text, each with its place in the file. */
@NullMarked
package io.loadstar.read;

import org.jspecify.annotations.NullMarked;
