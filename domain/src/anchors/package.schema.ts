/** Which chaincode package an organisation runs: members compare it, since equal results need equal code. */
import { z } from 'zod';

/** The answer of `DescribePackage`: the label and SHA-256 of the running package, as the lifecycle approved it. */
export const packageDescriptionSchema = z.strictObject({ packageId: z.string().min(1) });

/** The running package. */
export type PackageDescription = z.infer<typeof packageDescriptionSchema>;
