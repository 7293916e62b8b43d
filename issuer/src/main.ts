/** The development issuer's process. It refuses to run in production before it loads anything. */
if (process.env.NODE_ENV === 'production') {
  process.stderr.write(
    'the development issuer does not start in production, where anybody could sign in as anybody: name an issuer of your own\n',
  );
  process.exit(1);
}

void import('./run.js').then(({ run }) => run(process.env));
