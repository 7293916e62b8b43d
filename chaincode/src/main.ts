/** Entry point of a chaincode process: chaincode as a service, one for each organisation. */
import './server/logging-level';
import { runChaincode } from './server/run';

void runChaincode(process);
