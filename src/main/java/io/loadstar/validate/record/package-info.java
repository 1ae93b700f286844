/** Floor 3. Station validate: the rules of a record by itself. */
package io.loadstar.validate.record;
