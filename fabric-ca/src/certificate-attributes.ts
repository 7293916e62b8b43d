/** Reads the attributes that Fabric CA writes into a certificate. */
import 'reflect-metadata';
import { X509Certificate } from '@peculiar/x509';
import { z } from 'zod';

/** Fabric CA's extension: JSON, not ASN.1. */
export const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';

const extensionSchema = z.object({ attrs: z.record(z.string(), z.string()) });

/** Names and values; empty for a certificate without the extension. */
export function certificateAttributes(certificate: string): Record<string, string> {
  const extension = new X509Certificate(certificate).getExtension(ATTRIBUTES_OID);
  if (extension === null) return {};
  return extensionSchema.parse(JSON.parse(Buffer.from(extension.value).toString())).attrs;
}
