/** Floor 3. Station: what each run did, and that its counts reconcile. */
@NullMarked
package io.loadstar.ledger;

import org.jspecify.annotations.NullMarked;
