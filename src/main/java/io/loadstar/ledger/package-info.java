/** Floor 3. Station: what each run did, and that its counts reconcile. */
package io.loadstar.ledger;
