// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

/**
 * An example of a store backend in a jar of its own: stores on a WebDAV server (RFC 4918). Start at
 * {@link org.example.webdav.WebDavClient}.
 */
package org.example.webdav;
