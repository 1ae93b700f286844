/** What a spec says, as a page for people. */
@NullMarked
package io.loadstar.document;

import org.jspecify.annotations.NullMarked;
