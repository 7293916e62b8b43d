/** Variables that say whose tokens are believed. Gateway and enrolment service read the same. */
import { z } from 'zod';
import { kinds, setting } from '../config/setting';

/** Signature algorithms of JWTs (RFC 7518, RFC 8037) whose keys are public; `none` and shared secrets are none of them. */
const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA'];

/** The rows. */
export const TOKEN_SETTINGS = {
  tokenIssuer: setting({
    name: 'THERIAC_TOKEN_ISSUER',
    description:
      'The OpenID Connect issuer of this organisation’s people and programs; its keys are found by its discovery document. In production `https` only.',
    example: 'https://id.pharmacy.example/realms/staff',
    type: 'URL',
    schema: z
      .string()
      .regex(/^https?:\/\/[^\s?#]+$/, 'must be an http or https URL without query')
      .refine((text) => URL.canParse(text), 'must be a URL'),
  }),
  tokenAudience: setting({
    name: 'THERIAC_TOKEN_AUDIENCE',
    description: 'What a token’s `aud` must hold: the name of this organisation’s API at its issuer.',
    example: 'urn:theriac:pharmacy',
    type: 'text',
    schema: z.string().min(1, 'must be the audience of access tokens').max(255),
  }),
  tokenAlgorithms: setting({
    name: 'THERIAC_TOKEN_ALGORITHMS',
    description: 'The signature algorithms that are believed, separated by commas.',
    example: 'ES256,PS256',
    default: 'ES256,ES384,PS256,PS384,RS256,RS384',
    type: `list of ${ALGORITHMS.map((name) => `\`${name}\``).join(', ')}`,
    schema: z
      .string()
      .transform((text) => text.split(',').map((name) => name.trim()))
      .refine(
        (names) => names.every((name) => ALGORITHMS.includes(name)),
        `must be some of ${ALGORITHMS.join(', ')}, separated by commas`,
      ),
  }),
  tokenClockSkew: setting({
    name: 'THERIAC_TOKEN_CLOCK_SKEW_MS',
    description: 'How far the issuer’s clock may be off when a token’s times are judged.',
    example: '5000',
    default: '10000',
    ...kinds.milliseconds,
  }),
} as const;
