/** Floor 3. Station validate: the rules of a record by itself. */
@NullMarked
package io.loadstar.validate.record;

import org.jspecify.annotations.NullMarked;
