/** Floor 2. The only definition of surrogate keys. */
package io.loadstar.keys;
