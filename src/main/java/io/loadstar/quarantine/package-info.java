/** Floor 3. Station: where records that break a rule are kept, whole. */
package io.loadstar.quarantine;
