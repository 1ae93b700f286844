/** Floor 3. Station: raw text to typed columns, with every broken rule. */
package io.loadstar.validate;
