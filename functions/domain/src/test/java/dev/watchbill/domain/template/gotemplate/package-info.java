@NullMarked
package dev.watchbill.domain.template.gotemplate;

import org.jspecify.annotations.NullMarked;
