/** A process with a link to an SMSC over TLS: says what happens to its bind, one line each, until its input ends. Arguments: host, port. */
import type { LinkAccount } from '../../../../src/smpp/config.ts';
import { keepBound } from '../../../../src/smpp/esme/keeper.ts';
import { laterOn } from '../../../../src/smpp/later.ts';
import { DEFAULT_LIMITS } from '../../../../src/smpp/link/defaults.ts';
import { startPulse } from '../../../../src/smpp/link/pulse.ts';

const [, , host = '', port = ''] = process.argv;
const account: LinkAccount = {
  name: 'operator',
  host,
  port: Number(port),
  tls: true,
  systemId: 'star',
  password: 'secret',
  bind: 'transceiver',
  systemType: '',
  world: 'main',
  window: 10,
  rate: 0,
  dialect: 'generic',
  defaultAlphabet: 'gsm7',
  longSms: 'udh8',
};
const pulse = startPulse();
const keeper = keepBound({
  account,
  bind: 'bind_transceiver',
  adapter: {
    join() {},
    leave() {},
    onMessage: (link, request) => link.answer(request, { command: 'deliver_sm_resp' }),
    submit: async () => ({ kind: 'refused', status: 'ESME_RSYSERR' }),
    close() {},
  },
  limits: DEFAULT_LIMITS,
  pulse,
  later: laterOn(pulse, (error) => {
    throw error;
  }),
  watch: {},
  chance: () => 0,
  onBound: () => console.log('bound'),
  onLost: () => console.log('lost'),
  onFailed: (why) => console.log(why),
  onError(error) {
    throw error;
  },
});
process.stdin.resume().once('end', () => void keeper.close());
