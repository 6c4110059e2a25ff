/** Tests of contact points seen as channels. */
@NullMarked
package dev.watchbill.domain.contact.legacy;

import org.jspecify.annotations.NullMarked;
