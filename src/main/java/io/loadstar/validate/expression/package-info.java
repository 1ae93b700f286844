/** Floor 3. Station validate: the Spark SQL that a spec holds, checked before data is read. */
@NullMarked
package io.loadstar.validate.expression;

import org.jspecify.annotations.NullMarked;
