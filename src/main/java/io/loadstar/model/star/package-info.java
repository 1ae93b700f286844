/** Floor 1. The tables that a spec means, as the warehouse has them. */
@NullMarked
package io.loadstar.model.star;

import org.jspecify.annotations.NullMarked;
